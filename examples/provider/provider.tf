terraform {
  required_version = ">= 1.11"

  required_providers {
    onprem = {
      source = "terraform-onprem/onprem"
    }
  }
}

# Address and account come from the environment variables INFINIBOX_ENDPOINT,
# INFINIBOX_USERNAME and INFINIBOX_PASSWORD.
provider "onprem" {}
