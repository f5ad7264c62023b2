# A symkloud, with an account of the provider's own: each login of an account
# ends the one before, and with it whatever else uses that account.
provider "onprem" {
  alias = "rack"

  symkloud = {
    endpoint = var.endpoint
    username = "admin"
    password = var.rack_password
    platform = "6"
  }
}

variable "endpoint" {
  description = "Management address of the platform, such as http://mgmt.example.com:9090."
  type        = string
}

# Ephemeral: never in the state, and never in a plan.
variable "rack_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

ephemeral "onprem_symkloud_token" "rack" {
  provider = onprem.rack
}
