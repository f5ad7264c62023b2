# By the array's id:
terraform import onprem_infinibox_vm.web 1007

# By the name:
terraform import onprem_infinibox_vm.web name=vm-31
