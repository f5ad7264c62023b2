# Of a virtual machine that vSphere no longer knows.
data "onprem_infinibox_vvol" "orphan" {
  uuid = "naa.6742b0f0000000010000000000000443"
}

# terraform apply -invoke=action.onprem_infinibox_vvol_delete.orphan
action "onprem_infinibox_vvol_delete" "orphan" {
  config {
    id = data.onprem_infinibox_vvol.orphan.id
  }
}
