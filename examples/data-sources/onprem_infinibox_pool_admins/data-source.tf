data "onprem_infinibox_pool_admins" "production" {
  pool_id = 1000
}

output "admins" {
  value = data.onprem_infinibox_pool_admins.production.user_ids
}
