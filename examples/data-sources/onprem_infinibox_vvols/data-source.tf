data "onprem_infinibox_vvols" "data" {
  filters = [{ field = "vvol_type", values = ["Data"] }]
}

output "data" {
  value = { for v in data.onprem_infinibox_vvols.data.vvols : v.name => v.vm_uuid }
}
