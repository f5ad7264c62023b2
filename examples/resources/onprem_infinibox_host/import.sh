# By id:
terraform import onprem_infinibox_host.db01 1050

# By name:
terraform import onprem_infinibox_host.db01 name=db01
