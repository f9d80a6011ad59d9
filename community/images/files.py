from config.pictures.folder import PictureFolder

_folder = PictureFolder("images")
keep, read = _folder.keep, _folder.read
forget, kept_before = _folder.forget, _folder.kept_before
