# By the array's id:
terraform import onprem_infinibox_qos_policy.gold 1060

# By name:
terraform import onprem_infinibox_qos_policy.gold name=gold
