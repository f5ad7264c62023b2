data "onprem_infinibox_snapshot_policy_assigned_entities" "nightly" {
  snapshot_policy_id = 1062
}

output "followers" {
  value = data.onprem_infinibox_snapshot_policy_assigned_entities.nightly.snapshot_policy_assigned_entities[*].assigned_entity_name
}
