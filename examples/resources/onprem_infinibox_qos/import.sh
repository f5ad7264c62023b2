terraform import onprem_infinibox_qos.this qos
