# By id:
terraform import onprem_infinibox_consistency_group.erp 1072

# By name:
terraform import onprem_infinibox_consistency_group.erp name=erp
