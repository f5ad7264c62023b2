# A setting of the whole array. It can't be switched off again.
resource "onprem_infinibox_qos" "limits" {
  enabled = true
}

# For each volume by itself, so that none takes the share of the others.
resource "onprem_infinibox_qos_policy" "shared" {
  name          = "erp-shared"
  type          = "VOLUME"
  max_ops       = var.limits.max_ops
  burst_enabled = var.limits.burst_factor != null
  burst_factor  = var.limits.burst_factor
}

resource "onprem_infinibox_qos_assignment" "shared" {
  for_each = var.volumes

  qos_policy_id = onprem_infinibox_qos_policy.shared.id
  entity_id     = onprem_infinibox_volume.shared[each.key].id

  depends_on = [onprem_infinibox_qos.limits]
}
