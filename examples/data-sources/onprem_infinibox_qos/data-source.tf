data "onprem_infinibox_qos" "this" {}

check "limits_are_enforced" {
  assert {
    condition     = data.onprem_infinibox_qos.this.enabled
    error_message = "The array doesn't enforce the limits of its quality of service policies."
  }
}
