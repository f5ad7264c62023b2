# By id:
terraform import onprem_infinibox_snapshot_group.monday 1073

# By name:
terraform import onprem_infinibox_snapshot_group.monday name=erp-monday
