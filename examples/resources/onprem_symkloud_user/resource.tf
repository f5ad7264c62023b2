variable "terraform_password" {
  type      = string
  ephemeral = true
  sensitive = true
  default   = "an-example-only" # leave the default out
}

# An account for Terraform's own runs: each login of an account ends the one
# before, so that nobody else should use it.
resource "onprem_symkloud_user" "terraform" {
  name     = "terraform"
  role_key = "admin"

  # To change the password, change the version along with it.
  password_wo         = var.terraform_password
  password_wo_version = 1
}
