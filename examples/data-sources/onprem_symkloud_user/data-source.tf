data "onprem_symkloud_user" "rackops" {
  name = "rackops"
}

# Warns in every plan and apply once the account has another role.
check "rackops_administers" {
  assert {
    condition     = data.onprem_symkloud_user.rackops.role_key == "admin"
    error_message = "The account rackops is ${data.onprem_symkloud_user.rackops.role_text}, and no administrator any more."
  }
}
