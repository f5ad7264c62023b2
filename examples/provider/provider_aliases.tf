# Two arrays: each has a provider block with an alias. What a block leaves out
# comes from the environment, which is the same for both.
provider "onprem" {
  alias = "berlin"

  infinibox = {
    endpoint = var.endpoints["berlin"]
    username = "admin"
    password = var.password
  }
}

provider "onprem" {
  alias = "munich"

  infinibox = {
    endpoint  = var.endpoints["munich"]
    username  = "admin"
    password  = var.password
    read_only = true
  }
}

variable "endpoints" {
  description = "Management address of each array, such as https://ibox01.example.com."
  type        = map(string)
}

# Ephemeral: never in the state, and never in a plan.
variable "password" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "onprem_infinibox_pool" "web" {
  provider = onprem.berlin

  name              = "web"
  physical_capacity = provider::onprem::bytes("2TB")
}

data "onprem_infinibox_pools" "munich" {
  provider = onprem.munich
}
