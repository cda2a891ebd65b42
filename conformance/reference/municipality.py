"""The municipality whose systems the reference systems are."""

MUNICIPALITY = "131016"  # 千代田区: 全国地方公共団体コード
