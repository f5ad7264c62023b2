# By the ids of the group and the volume:
terraform import onprem_infinibox_consistency_group_member.erp_data 1072/1070

# By the id of the group and the name of the volume:
terraform import onprem_infinibox_consistency_group_member.erp_data 1072/name=erp-data
