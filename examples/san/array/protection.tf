resource "onprem_infinibox_snapshot_policy" "nightly" {
  name   = "erp-nightly"
  suffix = "-nightly"
}

# At two every night (UTC), kept for two weeks.
resource "onprem_infinibox_snapshot_policy_schedule" "night" {
  snapshot_policy_id = onprem_infinibox_snapshot_policy.nightly.id
  name               = "night"
  type               = "CLOCK"
  time_of_day        = 2 * 60 * 60
  retention          = 14 * 24 * 60 * 60
}

# Data and log are of use together only, so their snapshots are of one moment.
resource "onprem_infinibox_consistency_group" "erp" {
  name               = "erp"
  pool_id            = onprem_infinibox_pool.erp.id
  snapshot_policy_id = onprem_infinibox_snapshot_policy.nightly.id
}

resource "onprem_infinibox_consistency_group_member" "erp" {
  for_each = var.volumes

  cg_id      = onprem_infinibox_consistency_group.erp.id
  dataset_id = onprem_infinibox_volume.shared[each.key].id
}

# States to come back to, each taken when its name is added and kept until the
# name is removed.
resource "onprem_infinibox_snapshot_group" "checkpoint" {
  for_each = var.checkpoints

  name        = "erp-${each.key}"
  parent_id   = onprem_infinibox_consistency_group.erp.id
  snap_suffix = "-${each.key}"

  # It has snapshots of those volumes that are in the group by then.
  depends_on = [onprem_infinibox_consistency_group_member.erp]
}
