# By id:
terraform import onprem_infinibox_cluster.web 1051

# By name:
terraform import onprem_infinibox_cluster.web name=web
