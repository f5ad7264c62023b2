# An error unless the pool is locked.
data "onprem_infinibox_pool_lock" "archive" {
  name = "archive"
}

output "archive_state" {
  value = data.onprem_infinibox_pool_lock.archive.state
}
