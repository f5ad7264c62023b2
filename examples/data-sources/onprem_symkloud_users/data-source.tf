# All accounts that may do everything, by name.
data "onprem_symkloud_users" "administrators" {
  filters = [
    { field = "roleKey", values = ["admin"] },
  ]
  sort = ["name"]
}

output "administrators" {
  value = data.onprem_symkloud_users.administrators.users[*].name
}
