data "onprem_infinibox_object_metadata" "db01" {
  object_id = 1002
}

check "db01_has_a_team" {
  assert {
    condition     = contains(keys(data.onprem_infinibox_object_metadata.db01.entries), "team")
    error_message = "Nobody looks after db01."
  }
}
