terraform {
  required_providers {
    onprem = {
      source = "terraform-onprem/onprem"
    }
  }
}

variable "endpoint" {
  description = "Management address of the array."
  type        = string
}

# Ephemeral: Terraform writes it neither into the state nor into a plan, and
# asks for it again when a saved plan is applied.
variable "password" {
  description = "Password of the array's account."
  type        = string
  sensitive   = true
  ephemeral   = true
}

provider "onprem" {
  infinibox = {
    endpoint = var.endpoint
    username = "admin"
    password = var.password
  }
}

data "onprem_infinibox_pools" "all" {}
