output "adapter" {
  value = provider::onprem::parse_initiator("21:00:00:24:FF:8A:1B:C0").type # "FC"
}

output "software" {
  value = provider::onprem::parse_initiator("iqn.1993-08.org.Debian:01:db01").address # "iqn.1993-08.org.debian:01:db01"
}
