data "onprem_infinibox_volume" "db01" {
  name = "db01"
}

# The state of db01 before its upgrade. Hosts can only read it.
resource "onprem_infinibox_volume_snapshot" "before_upgrade" {
  name      = "db01-before-upgrade"
  parent_id = data.onprem_infinibox_volume.db01.id
}

# A copy of that to try the upgrade on: a snapshot of the snapshot, writable.
resource "onprem_infinibox_volume_snapshot" "rehearsal" {
  name            = "db01-rehearsal"
  parent_id       = onprem_infinibox_volume_snapshot.before_upgrade.id
  write_protected = false
}
