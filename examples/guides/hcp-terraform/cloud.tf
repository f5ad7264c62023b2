terraform {
  cloud {
    organization = "example"

    workspaces {
      name = "storage-berlin"
    }
  }
}
