resource "onprem_infinibox_host" "app" {
  name = "app03"
}

resource "onprem_infinibox_volume" "boot" {
  name    = "app03-boot"
  pool_id = 1000
  size    = provider::onprem::bytes("50GB")
}

resource "onprem_infinibox_volume" "scratch" {
  name    = "app03-scratch"
  pool_id = 1000
  size    = provider::onprem::bytes("200GB")
}

# A number of your choice.
resource "onprem_infinibox_host_lun" "boot" {
  host_id   = onprem_infinibox_host.app.id
  volume_id = onprem_infinibox_volume.boot.id
  lun       = 0

  # Unmapping is dangerous: the host loses access to the data.
  approved = true
}

# The array chooses the number.
resource "onprem_infinibox_host_lun" "scratch" {
  host_id   = onprem_infinibox_host.app.id
  volume_id = onprem_infinibox_volume.scratch.id
  approved  = true
}
