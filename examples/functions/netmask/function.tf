output "mask" {
  value = provider::onprem::netmask(24) # "255.255.255.0"
}
