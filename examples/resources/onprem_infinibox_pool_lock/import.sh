# By the id of the pool:
terraform import onprem_infinibox_pool_lock.archive 1001

# By the name of the pool:
terraform import onprem_infinibox_pool_lock.archive name=archive
