# By id:
terraform import onprem_infinibox_volume.db01 1002

# By name:
terraform import onprem_infinibox_volume.db01 name=db01
