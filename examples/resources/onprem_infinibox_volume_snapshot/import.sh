# By id:
terraform import onprem_infinibox_volume_snapshot.monday 1004

# By name:
terraform import onprem_infinibox_volume_snapshot.monday name=db01-monday
