output "half_a_terabyte" {
  value = provider::onprem::bytes("500GB") # 500000000000
}

output "one_and_a_half_tebibytes" {
  value = provider::onprem::bytes("1.5 TiB") # 1649267441664
}
