# Limits that quality of service policies set are enforced from now on.
resource "onprem_infinibox_qos" "this" {
  enabled = true
}
