# By the ids of the cluster and the host:
terraform import onprem_infinibox_cluster_host.web01 1051/1048

# By the id of the cluster and the name of the host:
terraform import onprem_infinibox_cluster_host.web01 1051/name=web01
