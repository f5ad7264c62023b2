variable "disks" {
  description = "Identifiers of virtual disks, as vSphere shows them."
  type        = set(string)
  default     = []
}

data "onprem_infinibox_vvol" "disk" {
  for_each = var.disks
  uuid     = each.key
}

output "pools" {
  value = { for uuid, disk in data.onprem_infinibox_vvol.disk : uuid => disk.pool_name }
}
