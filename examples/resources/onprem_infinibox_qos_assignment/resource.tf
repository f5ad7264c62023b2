resource "onprem_infinibox_qos" "limits" {
  enabled = true
}

resource "onprem_infinibox_qos_policy" "silver" {
  name    = "silver"
  type    = "VOLUME"
  max_ops = 20000
}

resource "onprem_infinibox_volume" "reports" {
  name    = "reports"
  pool_id = 1000
  size    = provider::onprem::bytes("100GB")
}

resource "onprem_infinibox_qos_assignment" "reports" {
  qos_policy_id = onprem_infinibox_qos_policy.silver.id
  entity_id     = onprem_infinibox_volume.reports.id

  # Nothing can be assigned while quality of service is off.
  depends_on = [onprem_infinibox_qos.limits]
}
