# By id:
terraform import onprem_infinibox_pool.production 1000

# By name:
terraform import onprem_infinibox_pool.production name=production
