# By name:
terraform import onprem_symkloud_user.rackops rackops
