# By the ids of the cluster and the volume:
terraform import onprem_infinibox_cluster_lun.content 1051/1047
