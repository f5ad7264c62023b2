output "length" {
  value = provider::onprem::prefix_length("255.255.252.0") # 22
}
