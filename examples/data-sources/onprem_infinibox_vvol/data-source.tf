# A virtual disk, or another part of a virtual machine, as vSphere calls it.
data "onprem_infinibox_vvol" "disk" {
  uuid = "naa.6742b0f0000000010000000000000443"
}

output "pool" {
  value = data.onprem_infinibox_vvol.disk.pool_name
}
