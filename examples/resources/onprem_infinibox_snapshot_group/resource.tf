data "onprem_infinibox_consistency_group" "erp" {
  name = "erp"
}

# The state of all volumes of the group at one moment: erp-data-before-release
# and erp-log-before-release.
resource "onprem_infinibox_snapshot_group" "before_release" {
  name        = "erp-before-release"
  parent_id   = data.onprem_infinibox_consistency_group.erp.id
  snap_suffix = "-before-release"

  # Lets terraform destroy delete it with its snapshots.
  approved = true
}
