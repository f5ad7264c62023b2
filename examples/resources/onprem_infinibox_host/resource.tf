# A host on Fibre Channel. The array warns when it has fewer than four paths.
resource "onprem_infinibox_host" "app01" {
  name               = "app01"
  min_expected_paths = 4
}

variable "app02_secret" {
  type      = string
  ephemeral = true
  sensitive = true
  default   = "an-example-only" # leave the default out
}

# A host on iSCSI that has to prove who it is.
resource "onprem_infinibox_host" "app02" {
  name                           = "app02"
  security_method                = "CHAP"
  security_chap_inbound_username = "app02"

  # To change the secret, change the version along with it.
  security_chap_inbound_secret_wo         = var.app02_secret
  security_chap_inbound_secret_wo_version = 1
}
