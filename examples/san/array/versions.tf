terraform {
  required_providers {
    onprem = {
      source = "terraform-onprem/onprem"
    }
  }
}
