# By the ids of the host and the volume:
terraform import onprem_infinibox_host_lun.db01 1050/1002
