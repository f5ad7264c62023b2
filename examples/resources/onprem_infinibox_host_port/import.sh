# By the id of the host, the network and the address, in any spelling:
terraform import onprem_infinibox_host_port.db01 1050/FC/21:00:00:00:00:DB:01:01
