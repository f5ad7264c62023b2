# The objects of one team, whatever they are.
data "onprem_infinibox_object_metadata_entries" "team" {
  filters = [
    { field = "key", values = ["team"] },
    { field = "value", values = ["databases"] },
  ]
}

output "ids" {
  value = data.onprem_infinibox_object_metadata_entries.team.object_metadata_entries[*].object_id
}
